"""The sample plan as text; shipped as a package so that an installed btobsheet finds it."""
