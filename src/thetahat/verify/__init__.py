"""What is verified, and how: numbers for expressions, random points, signs, densities, contests, unboundedness."""
