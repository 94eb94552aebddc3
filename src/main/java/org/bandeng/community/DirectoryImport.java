package org.bandeng.community;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes the directory files in at start: all of them or, if one has a mistake, none. */
@Component
public class DirectoryImport {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryImport.class);

    private final CommunityProperties properties;
    private final Places places;
    private final TransactionalOperator transaction;

    DirectoryImport(CommunityProperties properties, Places places, TransactionalOperator transaction) {
        this.properties = properties;
        this.places = places;
        this.transaction = transaction;
    }

    /** Imports the configured files. */
    public Mono<Void> importConfigured() {
        return Mono.fromCallable(() -> {
                    List<DirectoryFile.Row> rows = new ArrayList<>();
                    for (Path file : properties.importFiles()) {
                        rows.addAll(read(file));
                    }
                    return rows;
                })
                .flatMap(this::save);
    }

    private static List<DirectoryFile.Row> read(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!Files.isReadable(file)) {
            throw new DirectoryMistakesException("%s: there is no such file, or it may not be read".formatted(file));
        }
        try (Reader csv = Files.newBufferedReader(file)) {
            return DirectoryFile.read(name, csv);
        } catch (MalformedInputException e) {
            throw new DirectoryMistakesException(
                    "%s: this file is not UTF-8; save it as \"CSV UTF-8\"".formatted(name));
        }
    }

    /** Imports the made-up community of the sandbox. */
    public Mono<Void> importDemo() {
        return Mono.fromCallable(() -> {
                    ClassPathResource demo = new ClassPathResource("community/demo.csv");
                    try (Reader csv = new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8)) {
                        return DirectoryFile.read("demo.csv", csv);
                    } catch (IOException e) {
                        throw new UncheckedIOException("The packaged demo.csv cannot be read", e);
                    }
                })
                .flatMap(this::save);
    }

    private Mono<Void> save(List<DirectoryFile.Row> rows) {
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        return transaction
                .transactional(places.save(rows))
                .doOnSuccess(done -> LOG.info("Directory: {} places taken in", rows.size()));
    }
}
