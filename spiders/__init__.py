"""Where pages come from: the sites' facts, the guards, and the spiders built from them."""
