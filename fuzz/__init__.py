"""What strangers may give to oncurve, drawn by hypothesis and by atheris, and what must hold whatever they give."""
