<?php
// Installs Matomo without its web pages, makes the first super user and prints a token of theirs.
// usage, as www-data: php install.php <login> <password> <e-mail>
require_once '/usr/share/matomo/vendor_config.php';
define('PIWIK_ENABLE_DISPATCH', false);
require_once PIWIK_INCLUDE_PATH . '/core/bootstrap.php';
Piwik\ErrorHandler::registerErrorHandler();
Piwik\FrontController::setUpSafeMode();
$environment = new Piwik\Application\Environment('cli');
$environment->init();
Piwik\Plugin\Manager::getInstance()->loadActivatedPlugins();
Piwik\DbHelper::createTables();
Piwik\DbHelper::createAnonymousUser();
Piwik\DbHelper::recordInstallVersion();
Piwik\Access::doAsSuperUser(function () {
    $updater = new Piwik\Updater();
    $updates = $updater->getComponentUpdates();
    if (!empty($updates) && !empty($updater->updateComponents($updates)['errors'])) {
        fwrite(STDERR, "the database could not be brought up to date\n");
        exit(1);
    }
});
Piwik\Updater::recordComponentSuccessfullyUpdated('core', Piwik\Version::VERSION);
Piwik\Plugin\Manager::getInstance()->installLoadedPlugins();
Piwik\Access::doAsSuperUser(function () use ($argv) {
    [, $login, $password, $email] = $argv;
    $users = Piwik\Plugins\UsersManager\API::getInstance();
    $users->addUser($login, $password, $email);
    (new Piwik\Plugins\UsersManager\UserUpdater())->setSuperUserAccessWithoutCurrentPassword($login, true);
    echo $users->createAppSpecificTokenAuth($login, $password, 'installation'), "\n";
});
