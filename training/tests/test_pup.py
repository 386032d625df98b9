"""python3 -m unittest discover tests"""
import base64
import http.server
import io
import json
import pathlib
import tempfile
import threading
import unittest

import torch
from PIL import Image

from pup import diffusion, rendering, safetensors, served
from pup.network import Config, PupNet
from pup.pack import Drawing, mipmaps
from pup.recipes import Background, Layer, Recipe, Recipes, article, plural
from pup.sampling import sample, times
from pup.train import stage_at

SMALL = Config(channels=(32, 32, 64), inner_blocks=1, embedding=32)


def drawings(count=24):
    names = ["red fox", "mouse", "box", "crown"]
    return [Drawing(f"{names[i % 4]}" if i < 4 else f"{names[i % 4]} {i}", ["kind"], "one", "flat emoji", 3, True, True, (.5, .1, .4), 1.)
            for i in range(count)]


class RecipesTest(unittest.TestCase):
    def test_names_inflect(self):
        self.assertEqual(["red foxes", "mice", "berries", "toys"], [plural(n) for n in ("red fox", "mouse", "berry", "toy")])
        self.assertEqual("an otter", article("otter"))

    def test_one_seed_gives_one_sequence(self):
        a, b = Recipes(drawings(), 5), Recipes(drawings(), 5)
        self.assertEqual([a.make() for _ in range(200)], [b.make() for _ in range(200)])

    def test_a_reference_shows_the_same_things(self):
        supply = drawings() + [Drawing("red fox", ["kind"], "two", "3d", 3, True, True, (.5, .1, .4), 1.)]
        recipes = Recipes(supply, 1)
        for _ in range(100):
            recipe = recipes.make()
            other = recipes.reference(recipe)
            self.assertEqual([supply[l.drawing].name for l in recipe.layers], [supply[l.drawing].name for l in other.layers])
            self.assertEqual(recipe.caption, other.caption)

    def test_a_counted_recipe_has_as_many_layers(self):
        recipes = Recipes(drawings(), 1)
        counted = [r for r in (recipes.make() for _ in range(500)) if r.kind == "count"]
        self.assertTrue(counted)
        for recipe in counted:
            number = next(n for n, word in {2: "two", 3: "three", 4: "four"}.items() if f"{word} " in recipe.caption)
            self.assertEqual(number, len(recipe.layers))


class RenderingTest(unittest.TestCase):
    def setUp(self):
        sprites = torch.zeros(1, 4, 64, 64, dtype=torch.uint8)
        sprites[:, (0, 3)] = 255
        self.render = rendering.Renderer(mipmaps(sprites))

    def test_a_layer_covers_its_box_and_nothing_else(self):
        picture, edited = self.render([Recipe("", [Layer(0, .25, .25, .5)], edit=0)], 32)
        self.assertTrue(torch.allclose(picture[0, :, 8, 8], torch.tensor([1., 0., 0.])))
        self.assertTrue(torch.allclose(picture[0, :, 24, 24], torch.ones(3)))
        self.assertAlmostEqual(.25, edited.mean().item(), places=2)

    def test_a_tint_changes_the_hue(self):
        picture, _ = self.render([Recipe("", [Layer(0, .5, .5, 1., tint=(0., 0., 1.))])], 32)
        red, _, blue = picture[0, :, 16, 16]
        self.assertGreater(blue, red)

    def test_a_scene_has_sky_above_ground(self):
        picture = rendering.backgrounds([Background((0., 0., 1.), (0., 0., 1.), .5, (0., 1., 0.))], 8)
        self.assertEqual((1., 0.), (picture[0, 2, 0, 0].item(), picture[0, 2, 7, 0].item()))

    def test_masks_leave_most_pictures_unknown(self):
        torch.manual_seed(0)
        known = rendering.known_masks(torch.zeros(400, 1, 16, 16))
        self.assertAlmostEqual(.3, known.flatten(1).any(1).float().mean().item(), delta=.08)

    def test_references_stand_only_where_nothing_is_known(self):
        torch.manual_seed(0)
        pictures, references = torch.zeros(200, 3, 16, 16), torch.ones(200, 3, 16, 16)
        half = torch.cat([torch.ones(200, 1, 8, 16), torch.zeros(200, 1, 8, 16)], 2)
        given, known = rendering.with_references(pictures, half, references, .5)
        self.assertTrue((known[:, :, :8] == 1).all() and (given[:, :, :8] == 0).all())
        self.assertAlmostEqual(.25, known[:, :, 8:].mean().item(), delta=.05)
        self.assertTrue((given[:, :, 8:] == 1).all())


class NetworkTest(unittest.TestCase):
    def test_one_network_serves_every_size(self):
        torch.manual_seed(0)
        net = PupNet(SMALL)
        for side in (32, 64):
            output = net(torch.randn(2, 7, side, side), torch.tensor([1., .5]), torch.randn(2, 5, 384), torch.ones(2, 5, dtype=torch.bool))
            self.assertEqual((2, 3, side, side), tuple(output.shape))

    def test_padding_does_not_matter(self):
        torch.manual_seed(0)
        net = PupNet(SMALL)
        for weight in net.parameters():
            torch.nn.init.normal_(weight, std=.05)
        x, t, states = torch.randn(1, 7, 32, 32), torch.tensor([.7]), torch.randn(1, 4, 384)
        short = net(x, t, states, torch.ones(1, 4, dtype=torch.bool))
        padded = torch.cat([states, torch.randn(1, 3, 384)], 1)
        long = net(x, t, padded, torch.tensor([[True] * 4 + [False] * 3]))
        self.assertTrue(torch.allclose(short, long, atol=1e-5))


class DiffusionTest(unittest.TestCase):
    def test_without_noise_the_picture_is_its_own_estimate(self):
        skip, out, _ = diffusion.coefficients(torch.tensor(0.))
        self.assertEqual((1., 0.), (skip.item(), out.item()))

    def test_the_steps_end_at_zero(self):
        path = times(10, 2.)
        self.assertEqual((11, 1., 0.), (len(path), path[0].item(), path[-1].item()))

    def test_an_edit_keeps_the_known_pixels(self):
        net, states, mask = PupNet(SMALL), torch.randn(1, 4, 384), torch.ones(1, 4, dtype=torch.bool)
        given, known = torch.full((1, 3, 32, 32), .25), torch.zeros(1, 1, 32, 32)
        known[..., :16] = 1
        for heun in (False, True):
            picture = sample(net, torch.randn(1, 3, 32, 32), states, mask, states, mask, steps=2, heun=heun, known_pixels=given, known=known)
            self.assertTrue((picture[..., :16] == .25).all())
            self.assertLessEqual(picture.abs().max().item(), 1.0001)

    def test_stages_follow_one_another(self):
        stages = "32:32:100,64:16:"
        self.assertEqual([(32, 32), (64, 16)], [stage_at(stages, n) for n in (99, 100)])


class ServedTest(unittest.TestCase):
    def test_the_prompts_are_a_hundred_different_ones(self):
        asked = served.prompts(served.PROMPTS)
        self.assertEqual((len(asked), len(set(asked))), (100, 100))
        self.assertNotIn("\t", "".join(asked))

    def test_a_picture_comes_from_the_server(self):
        asked = []

        class Server(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                asked.append((self.path, self.headers["authorization"], json.loads(self.rfile.read(int(self.headers["content-length"])))))
                file = io.BytesIO()
                Image.new("RGB", (4, 2), (255, 0, 51)).save(file, "PNG")
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps({"data": [{"b64_json": base64.b64encode(file.getvalue()).decode()}]}).encode())

            def log_message(self, *arguments):
                pass

        with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
            thread = threading.Thread(target=server.handle_request)
            thread.start()
            picture = served.draw(f"http://127.0.0.1:{server.server_port}", "secret", {"prompt": "a fox"})
            thread.join()
        self.assertEqual(asked, [("/v1/images/generations", "Bearer secret", {"prompt": "a fox"})])
        self.assertEqual(picture.shape, (3, 2, 4))
        self.assertTrue(torch.allclose(picture[:, 0, 0], torch.tensor([1., 0., .2])))


class SafetensorsTest(unittest.TestCase):
    def test_what_is_written_is_read(self):
        tensors = {"a": torch.randn(2, 3), "b": torch.randn(4).bfloat16(), "c": torch.arange(3), "d": torch.arange(5, dtype=torch.uint8)}
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "x.safetensors"
            safetensors.write(path, tensors, {"format": "pt"})
            read = safetensors.read(path)
        for name, tensor in tensors.items():
            self.assertTrue(torch.equal(tensor, read[name]), name)


if __name__ == "__main__":
    unittest.main()
