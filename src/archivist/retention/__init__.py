"""保管期限: due dates with their reasons, holds, and what is coming."""
