CREATE TABLE `held_lists` (
	`connection_id` text NOT NULL,
	`resource` text NOT NULL,
	`gone` integer NOT NULL,
	`stored` integer NOT NULL,
	`held_at` integer NOT NULL,
	`is_accepted` integer NOT NULL,
	PRIMARY KEY(`connection_id`, `resource`),
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `stock_sweeps` (
	`connection_id` text PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`started_at` integer NOT NULL,
	`stored_at` integer NOT NULL,
	`next_page` integer NOT NULL,
	`total` integer,
	`received` integer NOT NULL,
	`largest_page` integer NOT NULL,
	`is_whole` integer NOT NULL,
	`last_stored_id` integer NOT NULL,
	`seen` blob NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `kind` text DEFAULT 'full' NOT NULL;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `retries` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `limit_waits` integer DEFAULT 0 NOT NULL;