"""What `make check` looks at, one kind of mistake a module."""
