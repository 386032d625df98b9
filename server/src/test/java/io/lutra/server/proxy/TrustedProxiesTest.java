package io.lutra.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final TrustedProxies OURS =
            new TrustedProxies(Stream.of("127.0.0.0/8", "::1", "10.0.0.0/8", "fd00::/8")
                    .map(AddressRange::parse)
                    .toList());

    private static Origin origin(String peer, Map<String, String> headers) {
        var connection = new TrustedProxies.Connection(peer, "192.0.2.80:8080", "http");
        return OURS.origin(connection, headers(headers));
    }

    private static Function<String, Optional<String>> headers(Map<String, String> headers) {
        var fields = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        fields.putAll(headers);
        return name -> Optional.ofNullable(fields.get(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.9", "11.0.0.1", "2001:db8::1", "not an address"})
    void strangersAreBelievedNothing(String peer) {
        var origin = origin(
                peer,
                Map.of(
                        "forwarded", "for=1.2.3.4;host=evil.example;proto=https",
                        "x-forwarded-for", "1.2.3.4",
                        "x-forwarded-proto", "https",
                        "x-forwarded-host", "evil.example",
                        "x-forwarded-prefix", "/evil",
                        "host", "here.example:8080"));

        assertThat(IpAddress.parse(origin.client())).isEqualTo(IpAddress.parse(peer));
        assertThat(origin.base()).isEqualTo("http://here.example:8080");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.7                          | 198.51.100.7",
                "6.6.6.6, 198.51.100.7                 | 198.51.100.7",
                "6.6.6.6, 198.51.100.7, 10.0.0.5       | 198.51.100.7",
                "127.0.0.1, 198.51.100.7, 10.0.0.5     | 198.51.100.7",
                "10.1.1.1, 10.0.0.5                    | 10.1.1.1",
                "198.51.100.7:51234                    | 198.51.100.7",
                "[2001:db8::7]:51234                   | 2001:db8:0:0:0:0:0:7",
                "2001:db8::7                           | 2001:db8:0:0:0:0:0:7",
                "2001:DB8:0::7, fd00::1                | 2001:db8:0:0:0:0:0:7",
                "::ffff:198.51.100.7                   | 198.51.100.7",
                "fe80::1%eth0                          | fe80:0:0:0:0:0:0:1",
                "unknown                               | 127.0.0.1",
                "_hidden                               | 127.0.0.1",
                "198.51.100.7, _hidden, 10.0.0.5       | 10.0.0.5",
                "198.51.100.7, , 10.0.0.5              | 10.0.0.5",
                "198.51.100.7,                         | 127.0.0.1",
                "localhost                             | 127.0.0.1",
                "1.2.3                                 | 127.0.0.1",
                "0x7f.1.1.1                            | 127.0.0.1",
                "300.1.1.1                             | 127.0.0.1",
                "198.51.100.7:99999999                 | 127.0.0.1",
                "[2001:db8::7                          | 127.0.0.1",
                ":::::                                 | 127.0.0.1",
                "'\";DROP TABLE'                       | 127.0.0.1",
            })
    void theClientIsTheRightmostAddressThatIsNoProxyOfOurs(String chain, String client) {
        assertThat(origin("127.0.0.1", Map.of("x-forwarded-for", chain)).client())
                .isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=198.51.100.7                                             | 198.51.100.7         | http://h",
                "For=\"[2001:db8::7]:4711\"                                   | 2001:db8:0:0:0:0:0:7 | http://h",
                "for=6.6.6.6;proto=http, for=198.51.100.7;proto=https         | 198.51.100.7         | https://h",
                "for=198.51.100.7;host=a.org;proto=https, for=10.0.0.5;host=b | 198.51.100.7         | https://a.org",
                "for=198.51.100.7;host=evil.org, for=6.6.6.6;host=a.org       | 6.6.6.6              | http://a.org",
                "for=_hidden;proto=https                                      | 127.0.0.1            | https://h",
                "for=\"_gazonk\"; proto=https ;host=\"a.org:8443\"            | 127.0.0.1            | https://a.org:8443",
                "for=unknown                                                  | 127.0.0.1            | http://h",
                "host=a.org/../x                                              | 127.0.0.1            | http://h",
                "proto=javascript                                             | 127.0.0.1            | http://h",
                ";;;==,,;=                                                    | 127.0.0.1            | http://h",
            })
    void readsForwarded(String header, String client, String base) {
        var origin = origin("127.0.0.1", Map.of("forwarded", header, "host", "h"));

        assertThat(origin.client()).isEqualTo(client);
        assertThat(origin.base()).isEqualTo(base);
    }

    @Test
    void eachProxysWordsStandAtItsPlaceInTheLists() {
        var origin = origin(
                "10.0.0.6",
                Map.of(
                        "x-forwarded-for", "6.6.6.6, 198.51.100.7, 10.0.0.5",
                        "x-forwarded-proto", "gopher, https, http",
                        "x-forwarded-host", "evil.example, pictures.example, inner:8080",
                        "x-forwarded-prefix", "/evil, /draw, /",
                        "x-forwarded-port", "666, 443, 8080"));

        assertThat(origin).isEqualTo(new Origin("198.51.100.7", "https://pictures.example/draw", false));
    }

    @Test
    void theOnlyWordOfTheOutermostProxyHoldsBehindOthers() {
        var origin = origin(
                "10.0.0.6",
                Map.of(
                        "x-forwarded-for", "198.51.100.7, 10.0.0.5",
                        "x-forwarded-proto", "https",
                        "host", "pictures.example"));

        assertThat(origin.base()).isEqualTo("https://pictures.example");
    }

    @Test
    void aFamilyThatAProxyPassesOnAsItCameCannotOverrideTheOther() {
        var origin = origin(
                "127.0.0.1",
                Map.of(
                        "x-forwarded-for", "198.51.100.7",
                        "forwarded", "for=6.6.6.6;host=evil.example",
                        "host", "pictures.example"));

        assertThat(origin).isEqualTo(new Origin("127.0.0.1", "http://pictures.example", true));
    }

    @Test
    void bothFamiliesMayAgree() {
        var origin = origin(
                "127.0.0.1",
                Map.of(
                        "x-forwarded-for", "198.51.100.7",
                        "forwarded", "for=198.51.100.7;proto=https",
                        "x-forwarded-prefix", "/draw",
                        "host", "pictures.example"));

        assertThat(origin).isEqualTo(new Origin("198.51.100.7", "https://pictures.example/draw", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a/b",
                "a@b",
                "a:0",
                "a:65536",
                "a:99999",
                "[::1",
                "\r\nx: y",
                "a#b",
                "javascript:alert(1)"
            })
    void whatIsNoHostIsNone(String host) {
        assertThat(origin("127.0.0.1", Map.of("x-forwarded-host", host, "host", host))
                        .base())
                .isEqualTo("http://192.0.2.80:8080");
    }

    @Test
    void hugeChainsCostLittleAndEndSomewhere() {
        var proxies = Stream.generate(() -> "10.0.0.1").limit(100_000).collect(Collectors.joining(","));
        var commas = ",".repeat(100_000);
        var quotes = "for=\"".repeat(20_000);
        var colons = ":".repeat(100_000);

        for (var header : List.of(proxies, commas, quotes, colons)) {
            for (var name : List.of("x-forwarded-for", "forwarded", "x-forwarded-prefix", "x-forwarded-host")) {
                assertThat(origin("127.0.0.1", Map.of(name, header)).client()).isIn("127.0.0.1", "10.0.0.1");
            }
        }
    }

    @Test
    void noHeaderMakesItFail() {
        var random = new Random(1);
        var alphabet = "for=;,:[]\"\\ _.%0a1f-/proto=httpshost";
        for (int i = 0; i < 20_000; i++) {
            var value = random.ints(random.nextInt(60), 0, alphabet.length())
                    .mapToObj(at -> String.valueOf(alphabet.charAt(at)))
                    .collect(Collectors.joining());
            for (var name : List.of("x-forwarded-for", "forwarded", "x-forwarded-prefix", "x-forwarded-host")) {
                var origin = origin("::1", Map.of(name, value));

                assertThat(IpAddress.parse(origin.client())).as(value).isPresent();
                assertThat(origin.base().toLowerCase(Locale.ROOT)).as(value).matches("https?://[a-z0-9._:\\[\\]~/-]+");
            }
        }
    }

    @Test
    void readsAndWritesRanges() {
        for (var text : List.of("127.0.0.0/8", "::1", "10.0.0.0/8", "fd00::/8", "2001:db8::/32", "192.0.2.1", "::/0")) {
            assertThat(AddressRange.parse(text)).hasToString(text);
        }
        assertThat(AddressRange.parse("192.168.64.0/18")
                        .contains(IpAddress.parse("192.168.127.255").orElseThrow()))
                .isTrue();
        assertThat(AddressRange.parse("192.168.64.0/18")
                        .contains(IpAddress.parse("192.168.128.0").orElseThrow()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0.0/x", "10/8", "1.2.3.4/8/9"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theAddressesOfOneSubscriberAreOne() {
        assertThat(IpAddress.subscriber("2001:db8:1:2:aaaa::1")).isEqualTo(IpAddress.subscriber("2001:db8:1:2::9"));
        assertThat(IpAddress.subscriber("2001:db8:1:2::1")).isNotEqualTo(IpAddress.subscriber("2001:db8:1:3::1"));
        assertThat(IpAddress.subscriber("198.51.100.7")).isEqualTo("198.51.100.7");
    }
}
