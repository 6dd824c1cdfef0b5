"""The parts of training whose mistakes would not show as a crash, only as a worse model."""

import unittest

import numpy as np
import torch
from PIL import Image

from nova_training import captions, export, metrics, pictures, tower, train, words


class Captions(unittest.TestCase):
    def test_a_caption_uses_only_facts_that_the_product_has(self):
        row = {
            "article_type": "Tshirts", "base_colour": "NA", "gender": "Men",
            "usage": "NA", "master_category": "Apparel",
        }
        facts = captions.product_facts(row)
        for seed in range(200):
            text, used, _ = captions.product_caption(row, facts, np.random.default_rng(seed))
            self.assertTrue(used <= {"noun", "gender", "group"}, (text, used))
            self.assertNotIn("NA", text.split())
            self.assertEqual(text, " ".join(text.split()).strip(" ,"))

    def test_a_caption_answers_every_purpose_that_it_asks_for(self):
        row = {
            "article_type": "Sweaters", "base_colour": "Red", "gender": "Women",
            "usage": "Casual", "master_category": "Apparel",
        }
        facts = captions.product_facts(row)
        bits = words.answers(facts)
        self.assertNotEqual(bits, 0)
        for seed in range(200):
            _, _, asked = captions.product_caption(row, facts, np.random.default_rng(seed))
            self.assertEqual(asked & ~bits, 0)

    def test_a_caption_fits_the_pictures_whose_facts_it_claims(self):
        facts = torch.tensor([[1, 7, 0b01], [1, 8, 0b11], [2, 7, 0b11]])
        claims = torch.tensor([[1, -1, 0], [1, 8, 0], [-1, -1, 0b10]])
        texts = torch.tensor([0, 1, 2])
        self.assertEqual(
            train.fits(facts, claims, texts).tolist(), [[1, 0, 0], [1, 1, 1], [0, 0, 1]]
        )

    def test_equal_titles_fit_each_other(self):
        nothing = torch.tensor([[-1, 0], [-1, 0]])
        fit = train.fits(torch.tensor([[1, 0], [2, 0]]), nothing, torch.tensor([5, 5]))
        self.assertEqual(fit.tolist(), [[1, 1], [1, 1]])
        other = train.fits(torch.tensor([[1, 0], [1, 0]]), nothing, torch.tensor([5, 6]))
        self.assertEqual(other.tolist(), [[1, 0], [0, 1]])


class Training(unittest.TestCase):
    def test_the_loss_is_least_where_the_right_pairs_meet(self):
        right, wrong = torch.eye(4), torch.eye(4).roll(1, 0)
        scale = torch.tensor(20.0)
        good = train.contrast(right, right, scale, torch.eye(4))
        bad = train.contrast(right, wrong, scale, torch.eye(4))
        self.assertLess(good.item(), 1e-3)
        self.assertGreater(bad.item(), 5)

    def test_a_view_is_only_chosen_where_it_exists(self):
        present = np.array([[True, False, False], [True, True, False]] * 50)
        chosen = train.choose_views(present, 0.2, np.random.default_rng(1))
        self.assertTrue(present[np.arange(100), chosen].all())
        self.assertGreater((chosen == 1).sum(), 20)


class Tower(unittest.TestCase):
    def test_folding_the_normalisation_changes_nothing(self):
        network = tower.pretrained_network()
        folded = tower.Tower(network).eval()
        x = torch.randn(1, 3, 160, 160, generator=torch.Generator().manual_seed(1))
        with torch.no_grad():
            torch.testing.assert_close(folded.maps(x)[-1], network.extract_features(x), atol=1e-3, rtol=1e-3)

    def test_eight_bit_rows_are_within_half_a_step(self):
        table = torch.randn(50, 16, generator=torch.Generator().manual_seed(2))
        whole, scale = export.eight_bit_rows(table)
        back = (whole.float() - 128) * scale[:, None]
        self.assertTrue(((back - table).abs() <= scale[:, None] * 0.5001).all())


class Pictures(unittest.TestCase):
    def test_transparency_is_white(self):
        clear = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
        self.assertEqual(pictures.upright_rgb(clear).getpixel((1, 1)), (255, 255, 255))

    def test_a_varied_view_depends_on_the_picture_alone(self):
        picture = Image.effect_noise((90, 120), 60).convert("RGB")
        views = [
            pictures.view_of(picture, "varied", pictures.random_for(7, "a", "varied"), 0.5) for _ in "ab"
        ]
        np.testing.assert_array_equal(*views)


class Metrics(unittest.TestCase):
    def test_an_equal_title_counts_as_found(self):
        gallery = np.eye(3, dtype=np.float32)
        queries = gallery[[1, 0, 2]]
        figures = metrics.title_recall(["same", "same", "other"], queries, gallery, (1,))
        self.assertEqual(figures[0].value, 1.0)

    def test_the_ceiling_knows_how_few_are_relevant(self):
        relevant = np.array([[True, False, False, False]])
        figure = metrics.precision_at("p", np.array([[0, 1]]), relevant)
        self.assertEqual((figure.value, figure.ceiling, figure.chance), (0.5, 0.5, 0.25))


if __name__ == "__main__":
    unittest.main()
