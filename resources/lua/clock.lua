-- Shows the server's clock, in microseconds since 1970. No keys.
return clock()
