CREATE TABLE `alert_events` (
	`id` integer PRIMARY KEY NOT NULL,
	`alert_id` integer NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`cause` text NOT NULL,
	`band` text NOT NULL,
	`available` real NOT NULL,
	`reorder_point` real NOT NULL,
	`by` text NOT NULL,
	`note` text NOT NULL,
	FOREIGN KEY (`alert_id`) REFERENCES `low_stock_alerts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `alert_events_alert` ON `alert_events` (`alert_id`);--> statement-breakpoint
CREATE INDEX `alert_events_at` ON `alert_events` (`at`);--> statement-breakpoint
CREATE TABLE `alert_notices` (
	`id` integer PRIMARY KEY NOT NULL,
	`alert_id` integer NOT NULL,
	`band` text NOT NULL,
	`decided_at` integer NOT NULL,
	`told_at` integer,
	`digested_at` integer,
	FOREIGN KEY (`alert_id`) REFERENCES `low_stock_alerts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_notices_band` ON `alert_notices` (`alert_id`,`band`);--> statement-breakpoint
CREATE INDEX `alert_notices_untold` ON `alert_notices` (`decided_at`) WHERE told_at IS NULL AND digested_at IS NULL;--> statement-breakpoint
CREATE TABLE `low_stock_alerts` (
	`id` integer PRIMARY KEY NOT NULL,
	`connection_id` text NOT NULL,
	`product_id` integer NOT NULL,
	`location_id` integer NOT NULL,
	`state` text NOT NULL,
	`band` text NOT NULL,
	`available` real NOT NULL,
	`on_order` real NOT NULL,
	`reorder_point` real NOT NULL,
	`covered_until` integer,
	`before` real,
	`opened_at` integer NOT NULL,
	`band_at` integer NOT NULL,
	`handled_by` text NOT NULL,
	`note` text NOT NULL,
	`snoozed_until` integer,
	`resolved_at` integer,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `low_stock_alerts_live` ON `low_stock_alerts` (`product_id`,`location_id`) WHERE state <> 'resolved';--> statement-breakpoint
CREATE INDEX `low_stock_alerts_state` ON `low_stock_alerts` (`connection_id`,`state`);--> statement-breakpoint
CREATE INDEX `low_stock_alerts_product` ON `low_stock_alerts` (`product_id`);--> statement-breakpoint
CREATE TABLE `reorder_overrides` (
	`connection_id` text NOT NULL,
	`target` text NOT NULL,
	`product_id` integer,
	`location_id` integer,
	`supplier_id` integer,
	`category` text,
	`reorder_point` real NOT NULL,
	`reorder_quantity` real NOT NULL,
	`set_at` integer NOT NULL,
	PRIMARY KEY(`connection_id`, `target`),
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`supplier_id`) REFERENCES `suppliers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `reorder_overrides_product` ON `reorder_overrides` (`product_id`);--> statement-breakpoint
CREATE TABLE `stock_paces` (
	`product_id` integer NOT NULL,
	`location_id` integer NOT NULL,
	`per_day` real NOT NULL,
	`days_in_stock` real NOT NULL,
	`since` integer NOT NULL,
	`computed_at` integer NOT NULL,
	PRIMARY KEY(`product_id`, `location_id`),
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE cascade
);
