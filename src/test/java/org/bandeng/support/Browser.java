package org.bandeng.support;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person's browser window: Chromium without a screen, driven by its own driver. */
public final class Browser implements AutoCloseable {

    public static final Dimension DESKTOP = new Dimension(1280, 900);
    public static final Dimension PHONE = new Dimension(390, 844);

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Path SCREENS = Path.of(System.getProperty("bandeng.screens", "target/screens"));

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens a window with no memory of others. */
    public static Browser open(Dimension size) {
        ChromeOptions options = new ChromeOptions();
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--force-device-scale-factor=1",
                "--window-size=%d,%d".formatted(size.width, size.height));
        found("chromium", "chromium-browser", "google-chrome").ifPresent(options::setBinary);
        options.setCapability("goog:loggingPrefs", java.util.Map.of(LogType.BROWSER, "ALL"));
        ChromeDriverService.Builder service = new ChromeDriverService.Builder();
        found("chromedriver").ifPresent(path -> service.usingDriverExecutable(new java.io.File(path)));
        ChromeDriver driver = new ChromeDriver(service.build(), options);
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                java.util.Map.of(
                        "width",
                        size.width,
                        "height",
                        size.height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        size.width < 500));
        return new Browser(driver);
    }

    private static Optional<String> found(String... programs) {
        return Stream.of(programs)
                .flatMap(program -> Stream.of("/usr/bin/", "/usr/local/bin/", "/usr/lib/chromium-browser/")
                        .map(folder -> folder + program))
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }

    public Browser go(String url) {
        driver.get(url);
        return this;
    }

    /** Fills in the login page. */
    public void logIn(String username) {
        type("#username", username);
        type("#password", Staff.PASSWORD);
        press(text("button[type=submit]").strip());
    }

    /** Says something on the simulated phone. */
    public void says(String words) {
        type("#text", words);
        press("发送");
        awaitWords("#chat", words);
    }

    public String address() {
        return driver.getCurrentUrl();
    }

    /** Waits until the element is there, and returns it. */
    public WebElement find(String css) {
        return new WebDriverWait(driver, PATIENCE)
                .ignoring(WebDriverException.class)
                .until(any -> driver.findElements(By.cssSelector(css)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** Waits until the element is there, and clicks it; again if the page replaced it meanwhile. */
    public void click(String css) {
        new WebDriverWait(driver, PATIENCE).ignoring(WebDriverException.class).until(any -> {
            return clicked(driver.findElement(By.cssSelector(css)));
        });
    }

    /** Types into the field; again if the page replaced it meanwhile. */
    public void type(String css, String words) {
        new WebDriverWait(driver, PATIENCE).ignoring(WebDriverException.class).until(any -> {
            find(css).sendKeys(words);
            return true;
        });
    }

    /** Replaces what stands in a field. */
    public void fill(String css, String words) {
        driver.executeScript("arguments[0].value = arguments[1]", find(css), words);
    }

    /** Waits for a button with this caption and presses it. */
    public void press(String caption) {
        By button = By.xpath(
                "//button[normalize-space()='%s']|//summary[normalize-space()='%s']".formatted(caption, caption));
        new WebDriverWait(driver, PATIENCE).ignoring(WebDriverException.class).until(any -> {
            List<WebElement> shown = driver.findElements(button).stream()
                    .filter(WebElement::isDisplayed)
                    .toList();
            if (shown.isEmpty()) {
                return false;
            }
            return clicked(shown.get(shown.size() - 1));
        });
    }

    /**
     * Brings an element into view and clicks it, if nothing lies over it. The driver's own click takes an element for out of reach
     * once a page with these metrics has been scrolled (ChromeDriver 156).
     */
    private boolean clicked(WebElement element) {
        return Boolean.TRUE.equals(driver.executeScript("""
                const element = arguments[0];
                element.scrollIntoView({ block: 'center', behavior: 'instant' });
                const box = element.getBoundingClientRect();
                const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                if (!top || !(element.contains(top) || top.contains(element)) || element.disabled) { return false; }
                element.click();
                return true;""", element));
    }

    /** Waits until the words can be read in the element. */
    public String awaitWords(String css, String words) {
        return new WebDriverWait(driver, PATIENCE)
                .withMessage(() -> "\"%s\" in %s; there is: %s".formatted(words, css, text(css)))
                .ignoring(WebDriverException.class)
                .until(any -> text(css).contains(words) ? text(css) : null);
    }

    /** Waits until the picture is there and could be read. */
    public void awaitPicture(String css) {
        new WebDriverWait(driver, PATIENCE)
                .withMessage(() -> "a picture at " + css)
                .until(any -> (Boolean) driver.executeScript(
                        "const image = document.querySelector(arguments[0]); return !!image && image.naturalWidth > 0",
                        css));
    }

    /** Waits until the sound is there and its length is known, so that it can be heard. */
    public void awaitPlayable(String css) {
        new WebDriverWait(driver, PATIENCE)
                .withMessage(() -> "a sound at %s; the browser says %s".formatted(css, complaints()))
                .until(any -> (Boolean) driver.executeScript(
                        "const sound = document.querySelector(arguments[0]); return !!sound && sound.duration > 0",
                        css));
    }

    public String text(String css) {
        try {
            return String.join(
                    "\n",
                    driver.findElements(By.cssSelector(css)).stream()
                            .map(WebElement::getText)
                            .toList());
        } catch (WebDriverException e) {
            // The page is just being replaced: the driver tells it in several ways.
            return "";
        }
    }

    public Object script(String script) {
        return driver.executeScript(script);
    }

    /** What the browser complained about: broken scripts, refused resources. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Presses keys, wherever the focus is; what is typed goes there, too. */
    public void keys(String keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** What keeps people from using the page who do not see it, or not well: axe-core's findings. */
    public List<Rule> accessibility() {
        return new AxeBuilder().analyze(driver).getViolations();
    }

    /** When something of the page was seen first, in milliseconds, and how much was fetched: kB, requests. */
    public String weight() {
        return String.valueOf(driver.executeScript("""
                const paint = performance.getEntriesByName('first-contentful-paint')[0];
                const fetched = performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'));
                const bytes = fetched.reduce((sum, each) => sum + each.transferSize, 0);
                return [paint ? Math.round(paint.startTime) : '', (bytes / 1024).toFixed(1), fetched.length].join('\t');"""));
    }

    /** Keeps a text beside the pictures. */
    public static void keep(String name, String text) {
        try {
            Files.createDirectories(SCREENS);
            Files.writeString(SCREENS.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a picture of the window for people to look at. */
    public void photograph(String name) {
        try {
            Files.createDirectories(SCREENS);
            Files.write(SCREENS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
