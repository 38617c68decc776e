"""Character encodings: what their labels mean, how to tell one from the bytes, and how to mend text read in a wrong one."""
