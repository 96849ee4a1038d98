ALTER TABLE `stock_sweeps` ADD `page_size` integer DEFAULT 1000 NOT NULL;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `page_size` integer DEFAULT 1000 NOT NULL;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `left_out` text DEFAULT '[]' NOT NULL;