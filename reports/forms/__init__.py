"""The forms that authorities ask for: CODI's status return, the proposal for the state match."""
