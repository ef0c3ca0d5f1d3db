"""How the workstation looks: tokens, palette, style sheet, icons, fonts."""
