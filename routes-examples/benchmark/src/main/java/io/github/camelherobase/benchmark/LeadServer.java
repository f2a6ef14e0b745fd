package io.github.camelherobase.benchmark;

import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * {@code GET /api/simpleleads} from memory, in chunks, as fast as it is taken. A process of its own, so that its work is
 * not the contender's; a plain socket and large chunks, so that it takes as little as can be of the processors they share.
 */
public final class LeadServer {

    private static final int CHUNK = 64 * 1024;

    private LeadServer() {}

    /** @param arguments how many leads an export holds */
    public static void main(String[] arguments) throws IOException {
        long leads = Long.parseLong(arguments[0]);
        LeadBlock block = LeadBlock.endingNow();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println("http://localhost:" + server.getLocalPort() + "/api");
            while (true) {
                Socket connection = server.accept();
                new Thread(() -> answerAll(connection, block, leads)).start();
            }
        }
    }

    private static void answerAll(Socket connection, LeadBlock block, long leads) {
        try (connection) {
            BufferedReader requests =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = connection.getOutputStream();
            for (String request = next(requests); request != null; request = next(requests)) {
                if (!request.startsWith("GET /api/simpleleads")) {
                    out.write(
                            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    continue;
                }
                out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                block.write(leads, new Chunks(out));
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // Who has seen enough goes away.
        }
    }

    /** The first line of the next request, which has no body; null at the end. */
    private static String next(BufferedReader requests) throws IOException {
        String first = requests.readLine();
        for (String line = first; line != null && !line.isEmpty(); ) {
            line = requests.readLine();
        }
        return first;
    }

    /** Writes what it is given in chunks of one size. */
    private static final class Chunks extends FilterOutputStream {

        private static final byte[] END = {'\r', '\n'};

        Chunks(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int at = 0; at < length; at += CHUNK) {
                int size = Math.min(CHUNK, length - at);
                out.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(bytes, offset + at, size);
                out.write(END);
            }
        }
    }
}
