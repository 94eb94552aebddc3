package org.bandeng.conversation;

import org.bandeng.conversation.Incoming.Content;

/** How the contents of inbound messages stand in the transcript. */
final class ContentText {

    private ContentText() {}

    static String kind(Content content) {
        if (content instanceof Content.Text || content instanceof Content.Link) {
            return "text";
        }
        if (content instanceof Content.Picture) {
            return "image";
        }
        if (content instanceof Content.Voice) {
            return "voice";
        }
        if (content instanceof Content.Video) {
            return "video";
        }
        if (content instanceof Content.Position) {
            return "position";
        }
        if (content instanceof Content.TemplateChoices || content instanceof Content.DeliveryReports) {
            return "report";
        }
        return content instanceof Content.Unreadable ? "unreadable" : "event";
    }

    static String of(Content content) {
        if (content instanceof Content.Text text) {
            return text.text();
        }
        if (content instanceof Content.Link link) {
            return (link.title() + " " + link.url()).strip();
        }
        if (content instanceof Content.Voice voice) {
            return voice.recognition();
        }
        if (content instanceof Content.Position position) {
            return "%s (%.6f, %.6f)".formatted(position.label(), position.latitude(), position.longitude());
        }
        return event(content);
    }

    private static String event(Content content) {
        if (content instanceof Content.Subscribed) {
            return "subscribe";
        }
        if (content instanceof Content.Unsubscribed) {
            return "unsubscribe";
        }
        if (content instanceof Content.Scanned) {
            return "scan";
        }
        if (content instanceof Content.ConsentWithdrawn withdrawn) {
            return withdrawn.event();
        }
        if (content instanceof Content.Unsupported unsupported) {
            return unsupported.description();
        }
        return content instanceof Content.Silent silent ? silent.description() : "";
    }
}
