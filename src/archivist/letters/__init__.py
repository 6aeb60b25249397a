"""Letters (文书): outgoing letters from Word templates, with a number that leaves no gap."""
