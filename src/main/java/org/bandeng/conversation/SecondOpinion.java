package org.bandeng.conversation;

import java.util.Map;
import reactor.core.publisher.Mono;

/** Somebody outside who is asked what words are about if the program is not sure itself; there is none by default. */
public interface SecondOpinion {

    /**
     * Asks.
     *
     * @param words without names and numbers of people
     * @param matters what they could be about: what each is for, by its name
     * @return one of the names; empty: none, or there was no answer in time; never an error
     */
    Mono<String> of(String words, Map<String, String> matters);
}
