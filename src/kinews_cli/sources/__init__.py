"""What each link points at: one resolver a file, and a table that names them."""
