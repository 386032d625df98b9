package io.lutra.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Takes the offer to go on in HTTP/2 out of the first request of a connection if it is made together with a body, or only half
 * (RFC 9110, section 7.8: a server may ignore it). Java's own client offers it with every first POST, and proxies pass on one
 * half of the offer; Vert.x would refuse that. Takes itself out of the pipeline once it has seen the head.
 */
final class UpgradeFilter extends ChannelInboundHandlerAdapter {
    private static final Pattern OFFER = header("upgrade:[^\\r\\n]*\\bh2c\\b");
    private static final Pattern SETTINGS = header("http2-settings:[ \\t]*[^\\s]");
    private static final Pattern ANNOUNCED = header("connection:[^\\r\\n]*\\bhttp2-settings\\b");
    private static final Pattern BODY = header("(content-length:[ \\t]*0*[1-9]|transfer-encoding:)");
    private static final Pattern OFFER_LINES = header("(upgrade|http2-settings):[^\\n]*\\n");
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final int longestHead;
    private final ByteBuf seen = Unpooled.buffer(1024);

    UpgradeFilter(int longestHead) {
        this.longestHead = longestHead;
    }

    private static Pattern header(String pattern) {
        return Pattern.compile("^" + pattern, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        seen.writeBytes(bytes);
        bytes.release();
        int end = endOfHead();
        if (end >= 0) {
            passOn(context, withoutOffer(end));
        } else if (seen.readableBytes() > longestHead) {
            passOn(context, seen.retain());
        }
    }

    /** The length of the head with its empty line, or -1 if it is not complete. */
    private int endOfHead() {
        int from = Math.max(0, seen.readerIndex());
        for (int i = from; i + END.length <= seen.writerIndex(); i++) {
            if (seen.getByte(i) == '\r'
                    && seen.getByte(i + 1) == '\n'
                    && seen.getByte(i + 2) == '\r'
                    && seen.getByte(i + 3) == '\n') {
                return i + END.length;
            }
        }
        return -1;
    }

    private ByteBuf withoutOffer(int length) {
        var head = seen.toString(0, length, StandardCharsets.ISO_8859_1);
        if (!OFFER.matcher(head).find() || isSound(head)) {
            return seen.retain();
        }
        var plain = OFFER_LINES.matcher(head).replaceAll("");
        return Unpooled.wrappedBuffer(
                Unpooled.copiedBuffer(plain, StandardCharsets.ISO_8859_1),
                seen.retainedSlice(length, seen.writerIndex() - length));
    }

    private static boolean isSound(String head) {
        return SETTINGS.matcher(head).find()
                && ANNOUNCED.matcher(head).find()
                && !BODY.matcher(head).find();
    }

    private void passOn(ChannelHandlerContext context, ByteBuf bytes) {
        context.fireChannelRead(bytes);
        context.pipeline().remove(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        seen.release();
    }
}
