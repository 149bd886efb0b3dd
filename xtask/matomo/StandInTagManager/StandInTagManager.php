<?php

namespace Piwik\Plugins\StandInTagManager;

use Piwik\Access\Capability;

class StandInCapability extends Capability
{
    public function __construct(private string $id, private string $name, private array $roles)
    {
    }

    public function getId(): string
    {
        return $this->id;
    }

    public function getName(): string
    {
        return $this->name;
    }

    public function getCategory(): string
    {
        return 'Tag Manager';
    }

    public function getDescription(): string
    {
        return 'Stands in for the capability of that name in tests';
    }

    public function getIncludedInRoles(): array
    {
        return $this->roles;
    }
}

class StandInTagManager extends \Piwik\Plugin
{
    public function registerEvents()
    {
        return ['Access.Capability.addCapabilities' => 'addCapabilities'];
    }

    public function addCapabilities(&$capabilities)
    {
        $capabilities[] = new StandInCapability('tagmanager_write', 'Use Tag Manager', ['write', 'admin']);
        $capabilities[] = new StandInCapability('tagmanager_publish_live_container', 'Publish live container', ['admin']);
        $capabilities[] = new StandInCapability('tagmanager_use_custom_templates', 'Use Custom Templates', ['admin']);
    }
}
