package io.lutra.server;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.geom.Line2D;
import java.util.Map;
import java.util.Objects;

/** The playground in a browser's profile of its own, and what people do there. Pictures are of {@link #SIDE}. */
record Playground(BrowserContext profile, Page page) implements AutoCloseable {
    static final int SIDE = 256;

    static Playground open(Chromium chromium, String address) {
        return open(chromium, address, new Browser.NewContextOptions());
    }

    static Playground open(Chromium chromium, String address, Browser.NewContextOptions options) {
        var profile = chromium.profile(options.setViewportSize(1280, 900));
        return new Playground(profile, chromium.open(profile, address));
    }

    @Override
    public void close() {
        profile.close();
    }

    void fillPrompt(String prompt) {
        page.selectOption("#draw-size", "256x256");
        page.fill("#draw-prompt", prompt);
    }

    void draw(String prompt) {
        draw(prompt, true);
    }

    void draw(String prompt, boolean works) {
        fillPrompt(prompt);
        page.click("#draw-form .primary");
        if (works) {
            page.locator("#draw-stage button.picture").first().waitFor();
        }
    }

    void edit(byte[] png) {
        page.click("nav a[href='#edit']");
        page.evaluate("document.querySelector('#edit-size').value = '256x256'");
        upload("#edit-source", png);
        page.waitForSelector(".easel canvas");
    }

    void upload(String source, byte[] png) {
        page.setInputFiles(source + " input[type=file]", new FilePayload("picture.png", "image/png", png));
    }

    void repaint(String prompt) {
        page.fill("#edit-prompt", prompt);
        page.click("#edit-form .primary");
        page.waitForSelector("#edit-stage .compare");
    }

    /** Where the picture lies on the page, and how many pixels of the page one of its pixels takes. */
    private record View(double left, double top, double scale) {
        double pageX(double x) {
            return Math.rint(left + x * scale);
        }

        double pageY(double y) {
            return Math.rint(top + y * scale);
        }
    }

    /** A line in the picture that the mouse went along. */
    record Stroke(double x0, double y0, double x1, double y1) {
        void paint(boolean[] mask, double radius, boolean value) {
            int side = (int) Math.sqrt(mask.length);
            for (int i = 0; i < mask.length; i++) {
                int row = i / side;
                if (Line2D.ptSegDist(x0, y0, x1, y1, i % side + 0.5, row + 0.5) <= radius) {
                    mask[i] = value;
                }
            }
        }
    }

    private View view() {
        var box = (Map<?, ?>) page.evaluate("(() => { const easel = document.querySelector('.easel');"
                + " const {left, top} = easel.getBoundingClientRect();"
                + " return {left, top, width: easel.clientWidth, height: easel.clientHeight}; })()");
        double width = number(box, "width");
        double height = number(box, "height");
        double side = Math.min(width, height);
        return new View(
                number(box, "left") + (width - side) / 2, number(box, "top") + (height - side) / 2, side / SIDE);
    }

    private static double number(Map<?, ?> box, String name) {
        return ((Number) Objects.requireNonNull(box.get(name))).doubleValue();
    }

    /** Drags the mouse between the pixels of the page that are nearest to two points of the picture. */
    Stroke drag(double x0, double y0, double x1, double y1) {
        var view = view();
        double fromX = view.pageX(x0);
        double fromY = view.pageY(y0);
        double toX = view.pageX(x1);
        double toY = view.pageY(y1);
        page.mouse().move(fromX, fromY);
        page.mouse().down();
        page.mouse().move(toX, toY, new Mouse.MoveOptions().setSteps(5));
        page.mouse().up();
        return new Stroke(
                (fromX - view.left()) / view.scale(),
                (fromY - view.top()) / view.scale(),
                (toX - view.left()) / view.scale(),
                (toY - view.top()) / view.scale());
    }

    /** Touches the pixel of the page that is nearest to a point of the picture. */
    Stroke tap(double x, double y) {
        var view = view();
        double atX = view.pageX(x);
        double atY = view.pageY(y);
        page.touchscreen().tap(atX, atY);
        double pictureX = (atX - view.left()) / view.scale();
        double pictureY = (atY - view.top()) / view.scale();
        return new Stroke(pictureX, pictureY, pictureX, pictureY);
    }

    void tabTo(String selector) {
        Locator target = page.locator(selector).first();
        for (int i = 0; i < 80; i++) {
            if ((boolean) target.evaluate("element => element === document.activeElement")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the Tab key never reaches " + selector);
    }
}
