"""The words of the house: frozen values without behaviour that reaches outside, standard library only."""
