"""Each preset of `rules/presets/` against its text: tables of the day before, on and after."""
