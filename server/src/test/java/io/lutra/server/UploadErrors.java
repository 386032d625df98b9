package io.lutra.server;

import static io.lutra.server.ErrorRow.INVALID;
import static io.lutra.server.ErrorRow.form;
import static io.lutra.server.TestForm.filled;
import static io.lutra.server.TestForm.picture;
import static io.lutra.server.TestForm.png;
import static io.lutra.server.TestForm.withHole;

import io.lutra.imaging.Jpeg;
import io.lutra.imaging.Raster;
import io.lutra.server.ErrorRow.Answer;
import io.lutra.server.uploads.UploadPolicy;
import io.lutra.server.uploads.UploadPolicy.Repair;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The errors that the pictures of edits and variations, and the forms they come in, can cause. */
final class UploadErrors {
    private static final String EDITS = "/v1/images/edits";
    private static final String VARIATIONS = "/v1/images/variations";
    private static final String MISSING = "missing_required_parameter";
    private static final String BAD_MASK = "invalid_mask_image_format";
    private static final String BAD_IMAGE = "invalid_image_file";
    private static final String MIMETYPE = "unsupported_file_mimetype";
    private static final String NEEDS_MASK =
            " Without a mask, the transparent pixels of the image mark where to edit: send a 'mask', or an image with"
                    + " transparency.";

    private static final Raster OPAQUE = picture(256);
    private static final byte[] IMAGE = png(OPAQUE);
    private static final byte[] MASK = png(withHole(OPAQUE));

    private UploadErrors() {}

    private static TestForm prompt() {
        return new TestForm().text("prompt", "otter");
    }

    static List<ErrorRow> rows() {
        return List.of(
                new ErrorRow(
                        "variation with a repair that is none",
                        (server, folder) -> Answer.of(server.send(new TestForm()
                                .file("image", IMAGE)
                                .to(server, VARIATIONS)
                                .header("lutra-repair", "stretch"))),
                        400,
                        INVALID,
                        "lutra-repair",
                        "invalid_value",
                        "Invalid value: 'stretch'. Supported values are: 'off', 'crop', and 'pad'."),
                form(
                        "edit without an image",
                        EDITS,
                        prompt(),
                        "image",
                        MISSING,
                        "Missing required parameter: 'image'."),
                form(
                        "edit without a prompt",
                        EDITS,
                        new TestForm().file("image", IMAGE).file("mask", MASK),
                        "prompt",
                        MISSING,
                        "Missing required parameter: 'prompt'."),
                form(
                        "variation without an image",
                        VARIATIONS,
                        new TestForm().text("n", "1"),
                        "image",
                        MISSING,
                        "Missing required parameter: 'image'."),
                form(
                        "edit of a string",
                        EDITS,
                        prompt().text("image", "/tmp/otter.png"),
                        "image",
                        "invalid_type",
                        "Invalid type for 'image': expected one of an array of files or file, but got a string"
                                + " instead."),
                form(
                        "edit with a file for a prompt",
                        EDITS,
                        new TestForm().file("image", IMAGE).file("prompt", MASK),
                        "prompt",
                        "invalid_type",
                        "Invalid type for 'prompt': expected a string, but got a file instead."),
                form(
                        "edit with too many pictures asked for",
                        EDITS,
                        prompt().file("image", IMAGE).file("mask", MASK).text("n", "11"),
                        "n",
                        "integer_above_max_value",
                        "Invalid 'n': integer above maximum value. Expected a value <= 10, but got 11 instead."),
                form(
                        "edit of 4 MB",
                        EDITS,
                        prompt().file("image", new byte[4 << 20]),
                        null,
                        null,
                        "Uploaded image must be a PNG and less than 4 MB."),
                form(
                        "edit with a mask of 4 MB",
                        EDITS,
                        prompt().file("image", IMAGE).file("mask", new byte[4 << 20]),
                        null,
                        null,
                        "Uploaded image must be a PNG and less than 4 MB."),
                form(
                        "variation of 4 MB",
                        VARIATIONS,
                        new TestForm().file("image", new byte[4 << 20]),
                        null,
                        null,
                        "Uploaded image must be a PNG and less than 4 MB."),
                form(
                        "edit of two images as dall-e-2",
                        EDITS,
                        prompt().text("model", "dall-e-2").file("image", IMAGE).file("image", IMAGE),
                        "image",
                        "array_above_max_length",
                        "Invalid 'image': array too long. Expected an array with maximum length 1, but got an array"
                                + " with length 2 instead."),
                form(
                        "edit of a JPEG",
                        EDITS,
                        prompt().file("image", Jpeg.encode(OPAQUE, 90)).file("mask", MASK),
                        "image",
                        MIMETYPE,
                        "Invalid file 'image': unsupported mimetype ('image/jpeg'). Supported file formats are"
                                + " 'image/png'."),
                form(
                        "edit of a GIF as gpt-image-1",
                        EDITS,
                        prompt().text("model", "gpt-image-1").part(typed("image[]", "image/gif"), ascii("GIF89a...")),
                        "image",
                        MIMETYPE,
                        "Invalid file 'image': unsupported mimetype ('image/gif'). Supported file formats are"
                                + " 'image/png', 'image/jpeg', and 'image/webp'."),
                strictly(
                        "edit of octets, types looked at",
                        typed("image", "application/octet-stream"),
                        MIMETYPE,
                        "Invalid file 'image': unsupported mimetype ('application/octet-stream'). Supported file"
                                + " formats are 'image/png'."),
                strictly(
                        "edit without a type, types looked at",
                        "Content-Disposition: form-data; name=\"image\"; filename=\"a.png\"",
                        "missing_file_mimetype",
                        "Invalid file 'image': failed to determine mimetype. Ensure you are providing the file's"
                                + " mimetype as part of the 'Content-Type' header."),
                form(
                        "edit of 50 MB as gpt-image-1",
                        EDITS,
                        prompt().text("model", "gpt-image-1").file("image", new byte[50 << 20]),
                        "image",
                        "file_too_large",
                        "Invalid file 'image': too large. Expected a file of less than 50 MB."),
                form(
                                "variation of half a PNG",
                                VARIATIONS,
                                cut(),
                                null,
                                BAD_IMAGE,
                                "Invalid image file or mode for image 1, please check your image file: ...")
                        .asUserError(),
                form(
                                "variation of a bomb",
                                VARIATIONS,
                                new TestForm().file("image", TestForm.bomb(30_000)),
                                null,
                                BAD_IMAGE,
                                "Invalid image file or mode for image 1, please check your image file: ...")
                        .asUserError(),
                form(
                        "edit of what is not square",
                        EDITS,
                        prompt().file("image", png(withHole(picture(300, 200)))),
                        "image",
                        "invalid_image_dimensions",
                        "Uploaded image must be a PNG and less than 4 MB. It must also be square, but is 300x200."),
                form(
                        "variation of what is not square",
                        VARIATIONS,
                        new TestForm().file("image", png(picture(3, 2))),
                        "image",
                        "invalid_image_dimensions",
                        "Uploaded image must be a PNG and less than 4 MB. It must also be square, but is 3x2."),
                form(
                        "edit without mask and alpha",
                        EDITS,
                        prompt().file("image", IMAGE),
                        "image",
                        null,
                        "Invalid input image - format must be in ['RGBA', 'LA', 'L'], got RGB." + NEEDS_MASK),
                form(
                        "edit without mask and clear pixel",
                        EDITS,
                        prompt().file("image", png(filled(64, 0x80123456))),
                        "image",
                        null,
                        "Invalid input image - it has no fully transparent pixel." + NEEDS_MASK),
                mask(
                        IMAGE,
                        "Invalid mask image format - mask image missing alpha channel. Its fully transparent pixels"
                                + " mark where to edit."),
                mask(Arrays.copyOf(MASK, MASK.length / 2), "Invalid mask image format - ..."),
                mask(
                        png(filled(256, 0x80000000)),
                        "Invalid mask image format - no pixel of the mask is fully transparent, so there is nothing to"
                                + " edit."),
                mask(
                        png(filled(256, 0xff000000)),
                        "Invalid mask image format - the mask is all black, so there is nothing to edit; white is"
                                + " edited."),
                mask(
                        png(withHole(picture(128))),
                        "Invalid mask image format - mask size does not match image size: the mask is 128x128, the"
                                + " image is 256x256."),
                form(
                        "edit with a transparent background",
                        EDITS,
                        prompt().text("model", "gpt-image-1")
                                .text("background", "transparent")
                                .file("image", IMAGE),
                        "background",
                        "unsupported_by_model",
                        "Edits keep the background that the picture has. Use 'auto', and an image with transparency."),
                form(
                        "edit by dall-e-3",
                        EDITS,
                        prompt().text("model", "dall-e-3").file("image", IMAGE),
                        "model",
                        "invalid_value",
                        "Invalid value: 'dall-e-3'. Value must be 'dall-e-2'."),
                form(
                        "variation by gpt-image-1",
                        VARIATIONS,
                        new TestForm().text("model", "gpt-image-1").file("image", IMAGE),
                        "model",
                        "invalid_value",
                        "Invalid value: 'gpt-image-1'. Value must be 'dall-e-2'."),
                form(
                        "variation with too much strength",
                        VARIATIONS,
                        new TestForm().text("strength", "1.5").file("image", IMAGE),
                        "strength",
                        "decimal_above_max_value",
                        "Invalid 'strength': decimal above maximum value. Expected a value <= 1, but got 1.5 instead."),
                form(
                        "edit with a field twice",
                        EDITS,
                        prompt().file("image", MASK).text("n", "1").text("n", "2"),
                        null,
                        "invalid_multipart_form",
                        "We could not parse the multipart form of your request: ..."),
                json("{'prompt':'x'}", "images", MISSING, "Missing required parameter: 'images'."),
                json("{'prompt':'x','images':[]}", "images", MISSING, "Missing required parameter: 'images'."),
                json(
                        "{'prompt':'x','images':'a'}",
                        "images",
                        "invalid_type",
                        "Invalid type for 'images': expected an array of objects, but got a string instead."),
                json(
                        "{'prompt':'x','images':['a']}",
                        "images[0]",
                        "invalid_type",
                        "Invalid type for 'images[0]': expected an object, but got a string instead."),
                json(
                        "{'prompt':'x','images':[{}]}",
                        "images[0]",
                        "invalid_value",
                        "Invalid 'images[0]': expected exactly one of 'image_url' and 'file_id'."),
                json(
                        "{'prompt':'x','images':[{'image_url':'a','file_id':'b'}]}",
                        "images[0]",
                        "invalid_value",
                        "Invalid 'images[0]': expected exactly one of 'image_url' and 'file_id'."),
                json(
                        "{'prompt':'x','images':[{'file_id':'b'}]}",
                        "images[0].file_id",
                        "invalid_value",
                        "Invalid 'images[0].file_id': this server keeps no uploaded files. Send 'image_url'."),
                json(
                        "{'prompt':'x','images':[{'image_url':5}]}",
                        "images[0].image_url",
                        "invalid_type",
                        "Invalid type for 'images[0].image_url': expected a string, but got another value instead."),
                json(
                        "{'prompt':'x','images':[{'image_url':'http://127.0.0.1/'}]}",
                        "images[0].image_url",
                        "invalid_value",
                        "Invalid 'images[0].image_url': this server fetches nothing from elsewhere. Send a data: URL,"
                                + " or a link that this server gave."),
                json(
                        "{'prompt':'x','images':[{'image_url':'data:image/png;base64,###'}]}",
                        "images[0].image_url",
                        "invalid_value",
                        "Invalid 'images[0].image_url': expected a data: URL of the form data:image/png;base64,..."),
                json(
                        "{'prompt':'x','images':[{'image_url':'data:,hello'}]}",
                        "images[0].image_url",
                        "invalid_value",
                        "Invalid 'images[0].image_url': expected a data: URL of the form data:image/png;base64,..."),
                json(
                        "{'prompt':'x','model':'dall-e-2','images':[]}",
                        null,
                        "unsupported_content_type",
                        "Unsupported content type: 'application/json'. This route expects multipart/form-data for"
                                + " dall-e-2."));
    }

    private static ErrorRow mask(byte[] mask, String message) {
        return form(
                        "edit where " + message,
                        EDITS,
                        prompt().file("image", IMAGE).file("mask", mask),
                        "mask",
                        BAD_MASK,
                        message)
                .asUserError();
    }

    private static ErrorRow strictly(String name, String head, String code, String message) {
        return new ErrorRow(
                name,
                (standard, folder) -> {
                    try (var server = TestServer.start(
                            folder, config -> config.withUploads(new UploadPolicy(true, Repair.OFF)))) {
                        return Answer.of(server.send(prompt().part(head, IMAGE).to(server, EDITS)));
                    }
                },
                400,
                INVALID,
                "image",
                code,
                message);
    }

    private static ErrorRow json(String body, @Nullable String param, String code, String message) {
        return new ErrorRow(
                "edit " + body,
                (server, folder) -> Answer.of(server.send(server.request(EDITS)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))))),
                400,
                INVALID,
                param,
                code,
                message);
    }

    private static TestForm cut() {
        return new TestForm().file("image", Arrays.copyOf(IMAGE, IMAGE.length / 2));
    }

    private static String typed(String name, String type) {
        return "Content-Disposition: form-data; name=\"" + name + "\"; filename=\"a.png\"\r\nContent-Type: " + type;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
