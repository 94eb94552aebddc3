package org.bandeng.web;

import org.bandeng.community.CommunityProperties;
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
    String login(Model model) {
        model.addAttribute("community", community.name());
        return "login";
    }
}
