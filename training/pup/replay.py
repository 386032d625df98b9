"""Recipes with their encoded captions. Encoding a caption costs as much as a training step on its picture, so each is used
several times, rendered anew each time."""
import torch


class Replay:
    """`capacity` recipes; `refresh` replaces the oldest by new ones."""

    def __init__(self, recipes, encoder, capacity, length, device):
        self.supply, self.encoder, self.length = recipes, encoder, length
        self.recipes = []
        self.states = torch.zeros(capacity, length, 384, dtype=torch.bfloat16, device=device)
        self.mask = torch.zeros(capacity, length, dtype=torch.bool, device=device)
        self.next = 0

    def refresh(self, count):
        recipes = [self.supply.make() for _ in range(count)]
        states, mask = self.encoder.encode([r.caption for r in recipes], self.length)
        for i, recipe in enumerate(recipes):
            if len(self.recipes) < len(self.mask):
                self.recipes.append(recipe)
            else:
                self.recipes[self.next] = recipe
            self.states[self.next], self.mask[self.next] = states[i], mask[i]
            self.next = (self.next + 1) % len(self.mask)

    def draw(self, count):
        """-> recipes, states [count, T, 384], mask [count, T]."""
        rows = torch.randint(len(self.recipes), (count,))
        return [self.recipes[row] for row in rows.tolist()], self.states[rows], self.mask[rows]
