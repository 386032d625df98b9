"""Contact sheets."""
from PIL import Image, ImageDraw


def save(pictures, path, columns, labels=None, scale=2):
    """`pictures` [N, 3, H, W] in 0..1, with an optional label under each."""
    count, _, height, width = pictures.shape
    cell_width, cell_height = width * scale + 4, height * scale + (16 if labels else 4)
    sheet = Image.new("RGB", (columns * cell_width, -(-count // columns) * cell_height), (235, 235, 235))
    draw = ImageDraw.Draw(sheet)
    for i, picture in enumerate(pictures):
        x, y = i % columns * cell_width, i // columns * cell_height
        pixels = (picture.clamp(0, 1) * 255).round().byte().permute(1, 2, 0).cpu().numpy()
        sheet.paste(Image.fromarray(pixels).resize((width * scale, height * scale), Image.BICUBIC), (x, y))
        if labels:
            draw.text((x + 1, y + height * scale + 1), labels[i].encode("ascii", "replace").decode()[:max(8, cell_width // 6)], fill=(0, 0, 0))
    sheet.save(path)
