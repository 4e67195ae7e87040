"""The domain: plain values and the method's rules; standard library only, no Excel, no clock."""
