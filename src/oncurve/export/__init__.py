"""Export rules as dated, computable law: what a chip measures, which rules are in force, and what follows."""
