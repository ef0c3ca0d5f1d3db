"""Every sentence a person reads that is not written on a screen itself."""
