package org.bandeng.conversation;

import java.time.Instant;
import java.util.List;
import org.bandeng.community.OpenId;
import org.bandeng.outbox.Interaction;

/**
 * One message or event from a resident.
 *
 * @param account the account that it was sent to
 * @param key the same for every delivery of the same message, and for no other
 * @param sentAt when the platform says that it was sent
 * @param interaction what it allows the account to send
 */
public record Incoming(
        OpenId openId, String account, String key, Instant sentAt, Interaction interaction, Content content) {

    /** The same message with other contents. */
    Incoming with(Content other) {
        return new Incoming(openId, account, key, sentAt, interaction, other);
    }

    /** What came. */
    public sealed interface Content {

        /**
         * Words, written, spoken or chosen from the account's menu.
         *
         * @param choice the id of the tapped answer or menu entry; empty if the words were typed
         */
        record Text(String text, String choice) implements Content {}

        /**
         * A picture.
         *
         * @param mediaId WeChat's id, good for three days
         */
        record Picture(String mediaId) implements Content {}

        /**
         * A voice message.
         *
         * @param recognition what WeChat heard; empty if it did not listen
         */
        record Voice(String mediaId, String recognition) implements Content {}

        /**
         * A video.
         *
         * @param mediaId WeChat's id, good for three days
         */
        record Video(String mediaId) implements Content {}

        /** A shared page. */
        record Link(String title, String url) implements Content {}

        /** A position; latitude and longitude in degrees, GCJ-02 as WeChat gives it. */
        record Position(double latitude, double longitude, String label) implements Content {}

        /**
         * Began to follow the account.
         *
         * @param scene of the QR code that led here; empty: none did
         */
        record Subscribed(String scene) implements Content {}

        /** Scanned one of the account's QR codes while following already. */
        record Scanned(String scene) implements Content {}

        /** No longer follows the account. */
        record Unsubscribed() implements Content {}

        /** Withdrew the consent to the use of their data, or closed their WeChat account. */
        record ConsentWithdrawn(String event) implements Content {}

        /** Chose whether messages with some templates may come. */
        record TemplateChoices(List<TemplateChoice> choices) implements Content {
            public TemplateChoices {
                choices = List.copyOf(choices);
            }
        }

        record TemplateChoice(String templateId, boolean accepted) {}

        /** What became of messages that the platform had taken. */
        record DeliveryReports(List<DeliveryReport> reports) implements Content {
            public DeliveryReports {
                reports = List.copyOf(reports);
            }
        }

        /**
         * @param platformId the platform's id of the message
         * @param problem empty: it arrived
         * @param refused whether the resident refuses messages of that kind
         */
        record DeliveryReport(String platformId, String problem, boolean refused) {}

        /**
         * Something a resident sent that the bot cannot read, such as a file or a video.
         *
         * @param description for the transcript
         */
        record Unsupported(String description) implements Content {}

        /**
         * Something that nobody waits for an answer to, such as a tapped link of the menu.
         *
         * @param description for the transcript
         */
        record Silent(String description) implements Content {}

        /**
         * A signed body that could not be read.
         *
         * @param raw as it came
         */
        record Unreadable(String raw) implements Content {}
    }
}
