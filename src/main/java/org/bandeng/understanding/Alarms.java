package org.bandeng.understanding;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Danger to life in a message. A false alarm is a small fault, a missed one the worst. */
final class Alarms {

    private static final Map<String, Pattern> DANGERS = new LinkedHashMap<>();

    static {
        danger("lift", "(困|关|卡)(在|住|了)?.{0,6}电梯|电梯.{0,12}(困|关住|关了人|卡住|出不来|坠|掉下)");
        danger("fire", "着火|起火|失火|火灾|着了火|烧起来|冒(出)?(了)?(黑|浓|好多|很多|大)?烟|火苗");
        danger("gas", "(煤气|燃气|天然气|瓦斯|液化气).{0,4}(味|泄漏|泄露|漏)|漏(煤|燃|天然)?气");
        danger("electric", "漏电|触电|电到人|被电了|(电线|高压线|电缆).{0,6}(断|掉|垂|耷拉|落|冒火|打火)|打火花|冒火花");
        danger("injury", "晕倒|昏倒|昏迷|没(有)?呼吸|心脏病|流血不止|(摔|砸|撞)(倒|伤|了).{0,8}(起不来|流血|动不了|不动)|跳楼|要自杀|溺水|落水");
        danger("manhole", "井盖.{0,6}(没了|丢|不见|缺|被偷|掉了|没有)|(没有|没|少|缺)(了)?井盖|掉(进|下|到).{0,4}井");
        danger("water", "爆管|水管(爆|炸)|水漫|淹(了|水|到)");
    }

    private static final Pattern NOT_NOW =
            Pattern.compile("(已经|已|都)?(灭了|扑灭|救出来了|出来了|处理好|修好|没事了|解除)|上次|上回|上个?月|上周|去年|前几天|以前|之前|曾经|那次|前阵子"
                    + "|没(有)?(着火|起火|冒烟|漏电|漏气)|不是(着火|起火|火灾|漏电|漏气|煤气)|演习|演练|演示|预防|宣传|防火|消防(通道|栓|检查|知识)"
                    + "|怕|担心|万一|会不会|如果|容易|可能会|隐患|迟早|引发|引起");

    private Alarms() {}

    private static void danger(String name, String words) {
        DANGERS.put(name, Pattern.compile(words));
    }

    /** The danger that the words speak of as present; empty: none. */
    static String in(String words) {
        if (NOT_NOW.matcher(words).find()) {
            return "";
        }
        return DANGERS.entrySet().stream()
                .filter(danger -> danger.getValue().matcher(words).find())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }
}
