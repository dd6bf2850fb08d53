// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.console;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.Alert;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.NoAlertPresentException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a window, logged in to the console of a server. */
final class Browser implements AutoCloseable {
    /** Long enough for a busy machine; nothing waits longer than it has to. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(50);

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;
    private final URI console;

    /** @param console the console's address */
    Browser(URI console, String user, String password) {
        this.console = console;
        ChromeOptions options = new ChromeOptions();
        options.setBinary(installed("chromium", "chromium-browser", "google-chrome"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--lang=en",
                "--no-proxy-server");
        LoggingPreferences logged = new LoggingPreferences();
        logged.enable(LogType.BROWSER, Level.WARNING);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logged);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(installed("chromedriver"))
                .withSilent(true)
                .build();
        driver = new ChromeDriver(service, options);
        wide();
        // From here on the browser knows the password and sends it by itself.
        driver.get(console.toString().replace("://", "://" + user + ":" + password + "@"));
    }

    private static File installed(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + names[0]
                        + ", which the console's test needs: run .ci/install-browser, or install the packages chromium and"
                        + " chromium-driver."));
    }

    /** Opens a page by what follows the console's address. */
    void open(String page) {
        driver.get(console + "/" + page);
    }

    void wide() {
        driver.manage().window().setSize(new Dimension(1280, 1000));
    }

    void narrow() {
        driver.manage().window().setSize(new Dimension(480, 1000));
    }

    /** Waits until the page shows something. */
    <T> T await(String what, Function<WebDriver, T> condition) {
        return new WebDriverWait(driver, PATIENCE, POLL)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> what + " is not on the page: " + text())
                .until(condition);
    }

    WebElement await(By where) {
        return await(where.toString(), page -> first(where).orElse(null));
    }

    private Optional<WebElement> first(By where) {
        return driver.findElements(where).stream()
                .filter(WebElement::isDisplayed)
                .findFirst();
    }

    /** Waits for an element that shows a text anywhere. */
    WebElement awaitText(By where, String text) {
        return await(
                "\"" + text + "\" in " + where,
                page -> first(where)
                        .filter(element -> element.getText().contains(text))
                        .orElse(null));
    }

    /** What the page shows. */
    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    List<WebElement> all(By where) {
        return driver.findElements(where);
    }

    /** What pages did against their Content-Security-Policy since the last call, in the browser's words. */
    List<String> violations() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("Content Security Policy"))
                .toList();
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    boolean hasAlert() {
        try {
            Alert alert = driver.switchTo().alert();
            alert.dismiss();
            return true;
        } catch (NoAlertPresentException e) {
            return false;
        }
    }

    /** The whole page, as a file for people to look at. */
    void screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Dimension window = driver.manage().window().getSize();
            Number height = (Number) run("return document.documentElement.scrollHeight");
            driver.manage()
                    .window()
                    .setSize(new Dimension(window.width, Math.max(window.height, height.intValue() + 150)));
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
            driver.manage().window().setSize(window);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
