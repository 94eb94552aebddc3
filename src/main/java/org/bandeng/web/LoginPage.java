package org.bandeng.web;

import java.net.URI;
import java.util.stream.Stream;
import org.bandeng.community.CommunityProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ServerWebExchange;

/** The way in. */
@Controller
class LoginPage {

    private final CommunityProperties community;

    LoginPage(CommunityProperties community) {
        this.community = community;
    }

    @GetMapping("/")
    String home() {
        return "redirect:/inbox";
    }

    @GetMapping("/login")
    String login(ServerHttpRequest request, Model model) {
        model.addAttribute("wrong", request.getQueryParams().containsKey("error"));
        model.addAttribute("wait", request.getQueryParams().containsKey("wait"));
        model.addAttribute(
                "said",
                Stream.of("logout", "changed", "factor")
                        .filter(request.getQueryParams()::containsKey)
                        .findFirst()
                        .orElse(""));
        model.addAttribute("community", community.name());
        return "login";
    }

    /** Whether it is a part of a page that is asked for, by the page's own script. */
    static boolean isPart(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().containsHeader("HX-Request");
    }

    /** Sends somebody to the login; a part of a page that loads itself again takes the whole page there, and not the login into it. */
    static void sendThere(ServerWebExchange exchange) {
        boolean part = isPart(exchange);
        exchange.getResponse().setStatusCode(part ? HttpStatus.NO_CONTENT : HttpStatus.FOUND);
        if (part) {
            exchange.getResponse().getHeaders().set("HX-Redirect", "/login");
        } else {
            exchange.getResponse().getHeaders().setLocation(URI.create("/login"));
        }
    }
}
