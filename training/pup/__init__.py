"""lutra-pup: a small text-to-image diffusion model, trained from scratch on openly licensed drawings."""
