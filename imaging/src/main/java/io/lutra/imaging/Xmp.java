package io.lutra.imaging;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes an XMP packet (ISO 16684-1), which JPEG and WebP carry their texts in: {@code Software} as {@code xmp:CreatorTool}, every
 * other keyword as a property of that name in {@value #NAMESPACE}. Stateless.
 */
final class Xmp {
    static final String NAMESPACE = "urn:lutra:picture#";

    private static final char REPLACEMENT = '\uFFFD';

    private Xmp() {}

    /**
     * A packet in UTF-8.
     *
     * @param texts keyword, a letter and then letters and digits of ASCII, to text; characters that XML cannot hold become U+FFFD
     */
    static byte[] packet(Map<String, String> texts) {
        var xml = new StringBuilder("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                + " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                + "  <rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:lutra=\""
                + NAMESPACE
                + "\">\n");
        texts.forEach((keyword, text) -> {
            var name = name(keyword);
            xml.append("   <").append(name).append('>');
            text.codePoints().forEach(point -> append(xml, point));
            xml.append("</").append(name).append(">\n");
        });
        xml.append("  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String name(String keyword) {
        if (!keyword.matches("[A-Za-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("not the name of a property: " + keyword);
        }
        return keyword.equals("Software") ? "xmp:CreatorTool" : "lutra:" + keyword;
    }

    private static void append(StringBuilder xml, int point) {
        switch (point) {
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            case '&' -> xml.append("&amp;");
            // A reader would turn a bare one into a line feed.
            case '\r' -> xml.append("&#13;");
            default -> {
                if (isXml(point)) {
                    xml.appendCodePoint(point);
                } else {
                    xml.append(REPLACEMENT);
                }
            }
        }
    }

    /** XML 1.0, production 2. */
    private static boolean isXml(int point) {
        return point == '\t'
                || point == '\n'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }
}
