package org.linli.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It speaks to the address that was checked, by the name that was meant, and for no longer than it was told. */
class PostingTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Posting posting = new Posting((SSLSocketFactory) SSLSocketFactory.getDefault());

    @Test
    void theNameIsAnnouncedAndNeverLookedUp() throws IOException {
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        HttpServer theirs = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        theirs.createContext("/", exchange -> {
            heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Host") + " "
                    + exchange.getRequestHeaders().getFirst("webhook-id") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        theirs.start();
        try {
            int port = theirs.getAddress().getPort();
            URI to = URI.create("http://nobody.invalid:" + port + "/a%20b?c=d");
            assertThat(posting.post(to, List.of(HERE), Map.of("webhook-id", "7"), "灯亮了".getBytes(UTF_8), PATIENCE))
                    .as("nobody is followed")
                    .isEqualTo(307);
            assertThat(heard).containsExactly("POST /a%20b?c=d nobody.invalid:" + port + " 7 灯亮了");
        } finally {
            theirs.stop(0);
        }
    }

    @Test
    void whoeverDoesNotAnswerWhollyIsNotWaitedForWithoutEnd() throws Exception {
        assertThat(said("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204\r\n\r\n", true))
                .isEqualTo(204);
        assertThatThrownBy(() -> said("SSH-2.0-OpenSSH\r\n", true)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> said("HTTP/1.1 2", true)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> said("x".repeat(20_000), true)).isInstanceOf(IOException.class);
        long begin = System.nanoTime();
        assertThatThrownBy(() -> said("HTTP/1.1 200 o", false)).isInstanceOf(SocketTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }

    /** @param hangsUp after its answer; otherwise it keeps the line open and says no more */
    private int said(String answer, boolean hangsUp) throws Exception {
        try (ServerSocket theirs = new ServerSocket(0, 1, HERE)) {
            Thread.ofVirtual().start(() -> answers(theirs, answer, hangsUp));
            return posting.post(
                    URI.create("http://localhost:" + theirs.getLocalPort() + "/"),
                    List.of(HERE),
                    Map.of(),
                    new byte[0],
                    Duration.ofSeconds(1));
        }
    }

    private static void answers(ServerSocket theirs, String answer, boolean hangsUp) {
        try (Socket asked = theirs.accept()) {
            asked.getInputStream().readNBytes(20);
            asked.getOutputStream().write(answer.getBytes(UTF_8));
            asked.getOutputStream().flush();
            if (hangsUp) {
                asked.shutdownOutput();
            }
            asked.getInputStream().readAllBytes();
        } catch (IOException hungUp) {
            // They have hung up, as they should.
        }
    }

    @Test
    void whoeverSpeaksHttpsProvesTheirName(@TempDir Path folder) throws Exception {
        Path kept = folder.resolve("keys.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "theirs",
                        "-dname",
                        "CN=hooks.example.cn",
                        "-ext",
                        "SAN=dns:hooks.example.cn",
                        "-validity",
                        "36500",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        kept.toString())
                .redirectErrorStream(true)
                .start();
        String told = new String(made.getInputStream().readAllBytes(), UTF_8);
        assertThat(made.waitFor()).as(told).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(kept)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        TrustManagerFactory known = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("theirs", keys.getCertificate("theirs"));
        known.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), known.getTrustManagers(), null);
        HttpsServer theirs = HttpsServer.create(new InetSocketAddress(HERE, 0), 0);
        theirs.setHttpsConfigurator(new HttpsConfigurator(context));
        theirs.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        theirs.start();
        try {
            String port = ":" + theirs.getAddress().getPort() + "/";
            Posting trusting = new Posting(context.getSocketFactory());
            assertThat(trusting.post(
                            URI.create("https://hooks.example.cn" + port),
                            List.of(HERE),
                            Map.of(),
                            new byte[3],
                            PATIENCE))
                    .isEqualTo(200);
            assertThatThrownBy(() -> trusting.post(
                            URI.create("https://other.example.cn" + port),
                            List.of(HERE),
                            Map.of(),
                            new byte[3],
                            PATIENCE))
                    .isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> posting.post(
                            URI.create("https://hooks.example.cn" + port),
                            List.of(HERE),
                            Map.of(),
                            new byte[3],
                            PATIENCE))
                    .isInstanceOf(SSLException.class);
        } finally {
            theirs.stop(0);
        }
    }
}
