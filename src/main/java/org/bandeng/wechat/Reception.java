package org.bandeng.wechat;

import java.util.List;
import java.util.Optional;
import org.bandeng.community.OpenId;
import org.bandeng.conversation.Incoming;
import org.bandeng.conversation.Incoming.Content;
import org.bandeng.outbox.Interaction;

/** Says what WeChat's messages and events mean for the conversation, and which of them open a window to write back. */
final class Reception {

    private Reception() {}

    /** What the conversation hears of a call; empty if it is none of its business. */
    static Optional<Incoming> incoming(Inbound call) {
        Inbound.Body body = call.body();
        if (body instanceof Inbound.UserAuthorization authorization) {
            return authorization.withdrawn()
                    ? Optional.of(incoming(
                            call,
                            authorization.openId(),
                            Interaction.NONE,
                            new Content.ConsentWithdrawn(authorization.event())))
                    : Optional.empty();
        }
        return heard(body).map(heard -> incoming(call, call.fromUserName(), heard.interaction, heard.content));
    }

    private static Incoming incoming(Inbound call, OpenId from, Interaction interaction, Content content) {
        return new Incoming(from, call.toUserName(), call.key(), call.createTime(), interaction, content);
    }

    private record Heard(Interaction interaction, Content content) {
        static Optional<Heard> message(Content content) {
            return Optional.of(new Heard(Interaction.MESSAGE, content));
        }

        static Optional<Heard> tap(Content content) {
            return Optional.of(new Heard(Interaction.TAP, content));
        }

        static Optional<Heard> report(Content content) {
            return Optional.of(new Heard(Interaction.NONE, content));
        }
    }

    private static Optional<Heard> heard(Inbound.Body body) {
        if (body instanceof Inbound.Text text) {
            return text(text);
        }
        if (body instanceof Inbound.Image image) {
            return Heard.message(
                    image.mediaId().isEmpty()
                            ? new Content.Unsupported("image without MediaId")
                            : new Content.Picture(image.mediaId()));
        }
        if (body instanceof Inbound.Voice voice) {
            return Heard.message(new Content.Voice(voice.mediaId(), voice.recognition()));
        }
        if (body instanceof Inbound.Video video) {
            return Heard.message(
                    video.mediaId().isEmpty()
                            ? new Content.Unsupported("video without MediaId")
                            : new Content.Video(video.mediaId()));
        }
        if (body instanceof Inbound.Location location) {
            return Heard.message(new Content.Position(location.locationX(), location.locationY(), location.label()));
        }
        if (body instanceof Inbound.Link link) {
            return Heard.message(new Content.Link(link.title(), link.url()));
        }
        if (body instanceof Inbound.File file) {
            return Heard.message(new Content.Unsupported(("file " + file.title()).strip()));
        }
        if (body instanceof Inbound.NotPassedOn) {
            return Heard.message(new Content.Unsupported("sticker"));
        }
        if (body instanceof Inbound.UnknownMessage unknown) {
            return Heard.message(new Content.Unsupported(unknown.msgType()));
        }
        return event(body);
    }

    private static Optional<Heard> text(Inbound.Text text) {
        if (text.content().isEmpty()) {
            return Heard.message(new Content.Unsupported("text"));
        }
        Content words = new Content.Text(text.content(), text.bizMsgMenuId());
        return text.bizMsgMenuId().isEmpty() ? Heard.message(words) : Heard.tap(words);
    }

    private static Optional<Heard> event(Inbound.Body body) {
        if (body instanceof Inbound.Subscribe subscribe) {
            return Heard.tap(new Content.Subscribed(subscribe.scene()));
        }
        if (body instanceof Inbound.Unsubscribe) {
            return Heard.report(new Content.Unsubscribed());
        }
        if (body instanceof Inbound.Scan scan) {
            return Heard.tap(new Content.Scanned(scan.scene()));
        }
        if (body instanceof Inbound.Click click) {
            return Heard.tap(new Content.Text(click.eventKey(), click.eventKey()));
        }
        if (body instanceof Inbound.ScanCode scan) {
            return Heard.tap(
                    scan.waits() && !scan.scanResult().isEmpty()
                            ? new Content.Text(scan.scanResult(), "")
                            : new Content.Silent("scan " + scan.scanResult()));
        }
        if (body instanceof Inbound.TemplateSendJobFinish finish) {
            return Heard.report(new Content.DeliveryReports(List.of(new Content.DeliveryReport(
                    finish.msgId(), finish.problem(), finish.problem().contains("user block")))));
        }
        if (body instanceof Inbound.SubscribeChoices choices) {
            return Heard.report(new Content.TemplateChoices(choices.choices().stream()
                    .map(each -> new Content.TemplateChoice(each.templateId(), each.accepted()))
                    .toList()));
        }
        if (body instanceof Inbound.SubscribeMsgSent sent) {
            return Heard.report(new Content.DeliveryReports(
                    sent.sent().stream().map(Reception::report).toList()));
        }
        // Everything else either leads to a message of its own, is told to the staff, or says nothing to anybody.
        return body instanceof Inbound.UnknownEvent unknown
                ? Heard.report(new Content.Silent("event " + unknown.event()))
                : Optional.empty();
    }

    private static Content.DeliveryReport report(Inbound.Sent sent) {
        String problem = sent.errorCode() == 0 ? "" : "%d %s".formatted(sent.errorCode(), sent.errorStatus());
        return new Content.DeliveryReport(sent.msgId(), problem, ErrorClass.of(sent.errorCode()) == ErrorClass.REFUSED);
    }

    /** What the staff should know about the account itself; empty: nothing. */
    static Optional<AccountEvents.AccountEvent> accountEvent(Inbound call) {
        if (call.body() instanceof Inbound.Verification verification) {
            return Optional.of(new AccountEvents.AccountEvent(
                    verification.event(),
                    (verification.time() + " " + verification.failReason()).strip(),
                    call.createTime()));
        }
        if (call.body() instanceof Inbound.MassSendJobFinish finish) {
            return Optional.of(new AccountEvents.AccountEvent(
                    "masssendjobfinish",
                    "%s %s/%s".formatted(finish.status(), finish.sentCount(), finish.totalCount()),
                    call.createTime()));
        }
        return Optional.empty();
    }
}
