"""What is remembered of a site: sketches of its pages, a bounded sample of them, a person's rules, and the file they are kept in."""
