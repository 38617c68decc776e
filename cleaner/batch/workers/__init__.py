"""Processes that clean pages, so that one that hangs, grows or crashes costs one page alone."""
