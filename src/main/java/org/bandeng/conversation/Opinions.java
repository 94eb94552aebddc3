package org.bandeng.conversation;

import org.bandeng.community.Residents;
import org.bandeng.understanding.PersonalData;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks somebody outside, if there is anybody, about the first words of a conversation that nobody here is sure of. */
@Component
class Opinions {

    /** A shorter message is an answer or a greeting. */
    private static final int WORTH_ASKING = 4;

    private final Dialogs dialogs;
    private final Residents residents;
    private final ObjectProvider<SecondOpinion> outside;

    Opinions(Dialogs dialogs, Residents residents, ObjectProvider<SecondOpinion> outside) {
        this.dialogs = dialogs;
        this.residents = residents;
        this.outside = outside;
    }

    /** The name of the matter that the message is taken to be about; empty text: nobody was asked, or nobody knew. */
    Mono<String> about(Incoming incoming, StoredConversation before) {
        SecondOpinion asked = outside.getIfAvailable();
        String words = words(incoming.content());
        Edition edition = dialogs.edition();
        boolean inDialog = before.talk().top() != null;
        if (asked == null || inDialog || words.length() < WORTH_ASKING || !edition.isUnsureOf(words)) {
            return Mono.just("");
        }
        return residents
                .named(incoming.openId())
                .filter(resident -> resident.withStaffSince() != null)
                .map(answeredByStaff -> "")
                .switchIfEmpty(Mono.defer(() -> asked.of(PersonalData.anonymous(words), edition.matters())
                        .defaultIfEmpty("")));
    }

    private static String words(Incoming.Content content) {
        if (content instanceof Incoming.Content.Text text) {
            return text.choice().isEmpty() ? text.text().strip() : "";
        }
        return content instanceof Incoming.Content.Voice voice
                ? voice.recognition().strip()
                : "";
    }
}
