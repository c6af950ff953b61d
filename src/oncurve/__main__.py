"""`python -m oncurve` is `oncurve`."""

from oncurve.cli import main

if __name__ == "__main__":
    main()
