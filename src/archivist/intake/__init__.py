"""The front desk: settle, secure, recognise, file away, set aside, recover, review."""
