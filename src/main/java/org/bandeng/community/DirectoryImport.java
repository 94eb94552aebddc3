package org.bandeng.community;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
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
                        try (Reader csv = Files.newBufferedReader(file)) {
                            rows.addAll(DirectoryFile.read(file.getFileName().toString(), csv));
                        }
                    }
                    return rows;
                })
                .flatMap(this::save);
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
