package org.bandeng.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The network between a browser and the program: it can be pulled out, and put in again. */
public final class Cable implements AutoCloseable {

    private final int target;
    private final ServerSocket entry;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "cable");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean out;

    /** A cable to a program. */
    public Cable(TestProgram program) {
        this.target = program.port();
        try {
            this.entry = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Where the browser finds the program. */
    public String address() {
        return "http://localhost:" + entry.getLocalPort();
    }

    /** From now on nothing gets through, and what was under way breaks off. */
    public void pullOut() {
        out = true;
        sockets.forEach(Cable::close);
        sockets.clear();
    }

    public void putIn() {
        out = false;
    }

    private void accept() {
        while (!entry.isClosed()) {
            try {
                Socket browser = entry.accept();
                if (out) {
                    close(browser);
                } else {
                    connect(browser, new Socket(InetAddress.getLoopbackAddress(), target));
                }
            } catch (IOException e) {
                // Closed, or the program is away: the browser tries again.
            }
        }
    }

    private void connect(Socket browser, Socket program) {
        sockets.add(browser);
        sockets.add(program);
        if (out) {
            pullOut();
            return;
        }
        threads.execute(() -> carry(browser, program));
        threads.execute(() -> carry(program, browser));
    }

    private static void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One end has gone.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        pullOut();
        try {
            entry.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
