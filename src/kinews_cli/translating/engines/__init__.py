"""Translation engines, one a file; `table.py` names them."""
