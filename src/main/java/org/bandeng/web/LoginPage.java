package org.bandeng.web;

import java.util.stream.Stream;
import org.bandeng.community.CommunityProperties;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

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
}
