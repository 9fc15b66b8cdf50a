package org.linli.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A plain proxy 反向代理 in front of several nodes, each connection to the next in turn. A connection that is refused is tried
 * on the others; whatever breaks later breaks for the client too.
 */
final class Proxy implements AutoCloseable {

    private final ServerSocket server;
    private final List<Integer> ports;
    private final AtomicInteger turn = new AtomicInteger();

    Proxy(List<Integer> ports) throws IOException {
        this.ports = List.copyOf(ports);
        this.server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        Socket node = connected();
        if (node == null) {
            closeBoth(client, client);
            return;
        }
        Thread.ofVirtual().start(() -> pass(client, node));
        pass(node, client);
    }

    private Socket connected() {
        for (int tries = 0; tries < ports.size(); tries++) {
            Socket socket = new Socket();
            try {
                int port = ports.get(Math.floorMod(turn.getAndIncrement(), ports.size()));
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
                return socket;
            } catch (IOException refused) {
                closeBoth(socket, socket);
            }
        }
        return null;
    }

    private static void pass(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8192];
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                out.write(some, 0, n);
                out.flush();
            }
        } catch (IOException ended) {
            // The other direction ends with it.
        } finally {
            closeBoth(from, to);
        }
    }

    private static void closeBoth(Socket one, Socket other) {
        try (one;
                other) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
