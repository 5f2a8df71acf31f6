"""The shell: joins everything once, and touches the outside."""
