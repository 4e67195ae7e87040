"""The monthly round: a folder of copies taken in at one go, by what other rooms know of them."""
