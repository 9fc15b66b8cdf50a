package org.linli.platform;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts to somebody else's address 对外投递, and hears by which status it was taken. It connects to the very addresses that were
 * checked, which the client of the JDK cannot be told: a name that changes between check and call leads nowhere else. It follows
 * nobody, and reads nothing beyond the heads of the answer.
 */
public final class Posting {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_LINES = 200;

    private final SSLSocketFactory certified;

    /** @param certified makes connections whose other end proves its name */
    public Posting(SSLSocketFactory certified) {
        this.certified = certified;
    }

    /**
     * The status of the answer, 200 to 599.
     *
     * @param to http or https, with a host; its name is announced, and proved where it is https, but not looked up
     * @param checked where that host is, as {@link Abroad#addresses} has said
     * @param patience how long all of it may take; afterwards a {@link SocketTimeoutException}
     */
    public int post(URI to, List<InetAddress> checked, Map<String, String> headers, byte[] body, Duration patience)
            throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        try (Socket socket = connected(to, checked, end)) {
            Thread watch = hangingUp(socket, left(end));
            try (Socket line = to.getScheme().equals("https") ? proved(socket, to) : socket) {
                line.getOutputStream().write(request(to, headers, body));
                line.getOutputStream().flush();
                return status(new BufferedInputStream(line.getInputStream()));
            } finally {
                watch.interrupt();
            }
        } catch (IOException broken) {
            if (System.nanoTime() >= end && !(broken instanceof SocketTimeoutException)) {
                SocketTimeoutException late = new SocketTimeoutException("No answer in " + patience);
                late.initCause(broken);
                throw late;
            }
            throw broken;
        }
    }

    /** A socket's own patience begins anew with each byte, and a pool of threads that are shared may be busy. */
    private static Thread hangingUp(Socket socket, int millis) {
        return Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(millis + 1L);
                socket.close();
            } catch (InterruptedException | IOException over) {
                // It was answered in time, or closed before.
            }
        });
    }

    private static Socket connected(URI to, List<InetAddress> checked, long end) throws IOException {
        int port = to.getPort() >= 0 ? to.getPort() : to.getScheme().equals("https") ? 443 : 80;
        IOException last = new ConnectException("No address");
        for (InetAddress address : checked) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), left(end));
                return socket;
            } catch (IOException elsewhere) {
                socket.close();
                last = elsewhere;
            }
        }
        throw last;
    }

    private SSLSocket proved(Socket socket, URI to) throws IOException {
        SSLSocket line = (SSLSocket) certified.createSocket(socket, host(to), socket.getPort(), true);
        SSLParameters asked = line.getSSLParameters();
        asked.setEndpointIdentificationAlgorithm("HTTPS");
        line.setSSLParameters(asked);
        line.startHandshake();
        return line;
    }

    private static String host(URI to) {
        return to.getHost().replaceAll("[\\[\\]]", "");
    }

    private static byte[] request(URI to, Map<String, String> headers, byte[] body) {
        String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
        StringBuilder head = new StringBuilder("POST ")
                .append(path)
                .append(to.getRawQuery() == null ? "" : "?" + to.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(to.getHost())
                .append(to.getPort() >= 0 ? ":" + to.getPort() : "")
                .append("\r\nConnection: close\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(body);
        return all.toByteArray();
    }

    /** An interim answer (1xx) is not the answer. */
    private static int status(InputStream answer) throws IOException {
        int lines = 0;
        while (lines < MOST_LINES) {
            Matcher status = STATUS.matcher(line(answer));
            if (!status.matches()) {
                throw new ProtocolException("No answer of HTTP/1");
            }
            int said = Integer.parseInt(status.group(1));
            if (said >= 200) {
                return said;
            }
            lines++;
            while (!line(answer).isEmpty() && lines < MOST_LINES) {
                lines++;
            }
        }
        throw new ProtocolException("Too much before the answer");
    }

    private static String line(InputStream answer) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = answer.read();
        while (next >= 0 && next != '\n' && line.size() < LONGEST_LINE) {
            line.write(next);
            next = answer.read();
        }
        if (next != '\n') {
            throw new ProtocolException("The answer breaks off");
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static int left(long end) throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException("No time left");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }
}
